"""输入: a figure that a named person enters and another confirms."""
