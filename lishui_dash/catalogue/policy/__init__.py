"""The ten measures in their own words, and what would show that each promise is kept.

丽水市《进一步激励关爱一线党员干部和医务工作者在疫情防控中担当作为的十条举措》, issued on
2020-02-05 by the Organization Department, the Finance Bureau and the Human Resources
Bureau. The English is ours; "…" stands for words left out, brackets for words that the
sentence takes from the one before.
"""
