"""The parts of the compressed soak, in the order in which they are used.

plan        which causes come, and when
record      what happened, as it happened, and the log of it
stage       the server, the line to it, and the simulated clock
deliveries  files handed in at the running server's door
trouble     the causes: restarts, cuts, reloads
watch       the browser: what is drawn, said, and how much memory it holds
memory      of the browser and of the server, as the system counts it
verdict     what was demanded, and whether it was so
"""
