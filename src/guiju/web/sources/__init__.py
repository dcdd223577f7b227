"""数据源: bringing the platforms' exports in, and seeing which shop lacks which days."""
