"""Who may reach which address: one line each in `web_table.py` and `api_table.py`; `test_policy.py` walks them."""
