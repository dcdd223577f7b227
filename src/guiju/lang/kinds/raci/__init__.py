"""责任矩阵: who answers for, does, is asked about and hears of each task."""
