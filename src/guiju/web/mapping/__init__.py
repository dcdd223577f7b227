"""认识的文件: saying once, in the browser, what the columns of a file mean."""
