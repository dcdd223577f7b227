"""计分卡: weighted sections of weighted items."""
