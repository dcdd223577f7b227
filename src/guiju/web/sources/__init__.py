"""数据源: which days of which shop are there, bringing files, and rows that wait to be mended."""
