"""Notices: who must act hears of it, on the desk and by mail.

Rows are the truth. `receivers` writes them in the transaction of the act (`recipients` says for
whom, `kinds` what is said of what); `mail` sends what is due after the commit, and the command
`send_notices` sends what failed, what waits for a digest, and says what is overdue. A mail that
fails never fails an act.
"""
