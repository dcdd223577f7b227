"""认识的文件: what people teach Guiju of files that no platform's connector knows, and the connectors it became."""
