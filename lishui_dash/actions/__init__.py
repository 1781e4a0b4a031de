"""What the command centre does with readings: deliveries taken in, moves suggested."""
