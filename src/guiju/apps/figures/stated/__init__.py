"""Targets and entered inputs: what may be stated of whom, alone or in workbooks."""
