"""What the command centre does: deliveries taken in, moves suggested.

desk            where deliveries are handed in, put together
own_requests    what the product itself asks of the units
redistribution  which supplies to move where
letter, reply   what is said along with a file, and what is told about it
duty, handling  what is done about an alert, and what has been done so far
thresholds      an administrator changes what is green and red, from a day on
norms           the same of what protects a person on duty
retention       rows about persons past their time are reduced to counts
rotation        a new key above those before
door, wire      files from other processes, through a socket beside the store
carrier         the other end of it
inbox           files laid into the folders of units
"""
