"""What happens when a process dies in the middle of its work.

Read `killing` (a child that dies at a chosen moment), `work` (one round of it, and how somebody
goes on with what was left), `holds` (what must hold at every moment), `series` (the process that
kills and looks, many times).
"""
