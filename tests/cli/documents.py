"""Small documents that several verbs are tried on."""

HEAD = """---
regulation: example
title: 例
version: 2026.1
effective: 2026-01-01
---

# 人 {#people}

```yaml 规矩
"""
GOOD = f"""{HEAD}单位:
  一组: {{负责人: 组长}}
岗位:
  组长: {{单位: 一组}}
```
"""
UGLY = f"""{HEAD}岗位:
   组长:   {{}}
```
"""
