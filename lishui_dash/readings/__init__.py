"""Rows become readings, and a reading is judged.

take       an indicator's SELECT -> its values at every place, item and the whole city
judge      a value and its coverage -> a status with its reason
thresholds which thresholds are in force on a day, and readings judged anew by others
refresh    which days a delivery touches, and their rollups and readings anew
recall     the readings of a day, as known now or as known then
episodes   from when a figure was bad on the screen until it was good again
reporting  who owes which report, and what came
rows       the rows behind a number
kept_persons  how much is kept of persons
"""
