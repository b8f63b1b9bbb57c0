"""The arithmetic of system design as small pure functions, each with the source of its formula.

Times are seconds, sizes bytes, rates per second, shares fractions of one.
"""
