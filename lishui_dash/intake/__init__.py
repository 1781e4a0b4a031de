"""A delivered file becomes typed rows, or a rejection with every problem. Never half.

decode      bytes -> sheets of text, told by content and never by the extension
limits      how much a file may hold
traps       workbooks that would fill the memory of whoever opens them
header      which rows hold the headings, and which feed they are of
tables      which sheets of a file hold which report
layout      a sheet -> a table: titles, totals, merged cells and cross-tabs put in order
rows        the cells of a sheet -> typed columns: figures, dates, codes, persons, boxes
judge       typed columns -> good rows and problems, asking the rules in one statement
speaks      which units and days a file speaks for, and whether it may
habits      what a unit's own headings mean, asked once
preview     what a file would do: changes, doubts, and how its rows are meant
keep        the rows of a delivery take the place of those before
filing      what one transaction writes: rows, ledger, and what follows
past_keeping  what comes too late, for a day that is sealed
foreign     rows of others that a file would meet, or an undo would move
undo        a delivery taken back by its reversal
receive     the desk: all of it, in one transaction
template    what a clerk fills in, made from the declarations
"""
