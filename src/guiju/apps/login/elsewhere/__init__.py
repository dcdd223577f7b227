"""Signing in by another house: WeCom, DingTalk, Feishu, or whoever speaks OpenID Connect."""
