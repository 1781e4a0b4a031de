"""管理: who may what, which screens, which lines and registers, and how it all runs.

Everything that is changed here goes through a form, says why where others see it, and is in
the audit log.
"""
