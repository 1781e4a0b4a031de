"""What is done from a command line: one module for each kind of errand.

deliveries   check, receive, unlock
demo         demo
forms        templates, dictionary
audit        audit verify, audit list, audit export
privacy      retain, rotate-key
screens      screen add, screen list, screen revoke
"""
