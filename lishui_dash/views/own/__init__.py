"""What belongs to one clause alone: a view for each clause that has one."""
