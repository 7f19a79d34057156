"""The values of FEEL: those that Python lacks, and the way to and from Python, JSON and ISO 8601.

FEEL → Python: number ``Decimal``, string ``str``, boolean ``bool``, null ``None``, list
``list``, context ``dict``, date ``Date``, time ``Time``, date and time ``DateTime``, days and
time duration ``DaysTimeDuration``, years and months duration ``YearsMonthsDuration``, range
``Range``, function ``Function``.
"""
