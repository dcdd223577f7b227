"""What goods, freight and platforms cost: dated, kept with their history, published to the lake."""
