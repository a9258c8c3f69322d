"""What an audit entry can say. A tag is never renamed and never reused for something else.

`subject:action[:result]`. The text says when it is written and which digests it covers; `DETAILS`
what its detail holds, for docs/audit.md; `RESERVED` which tags nothing writes, and why.
"""

TAGS: dict[str, str] = {
    "ledger:opened": "The first entry. Covers the first verifying key.",
    "ledger:restored": "Two people accepted a restored database. Covers the words of the reason.",
    "key:rotated": "A new key signs from the next entry on. Covers its verifying key.",
    "ceremony:held": "The first three administrators and appointments were made.",
    "person:created": "A person was entered.",
    "person:changed": "Name, number, post or department of a person changed.",
    "person:closed": "A person left; nothing can be signed in that name any more.",
    "account:created": "A sign-in of a person was made.",
    "account:changed": "A sign-in of a person was locked, unlocked or changed.",
    "account:password_reset": "Somebody else set the password of an account.",
    "account:unlocked": "A security administrator let somebody sign in again after failures.",
    "appointment:proposed": "Covers the appointment.",
    "appointment:confirmed": "Another person confirmed. Covers the act.",
    "appointment:revoked": "Covers the act.",
    "policy:proposed": "Covers the review policy.",
    "policy:confirmed": "Another person confirmed. Covers the act.",
    "policy:revoked": "Covers the act.",
    "page:created": "A page got its public identity.",
    "page:contributed": "A person put a hand to a page. Covers the contribution.",
    "page:addressed": "A page got its address, for ever.",
    "page:moved": "A page was moved in the workspace.",
    "page:deleted": "A page without releases was deleted in the workspace.",
    "submission:opened": "Covers the submission, its contents, findings and note.",
    "submission:recalled": "The submitter took the submission back.",
    "finding:disposed": "Covers the disposition.",
    "review:first:passed": "Covers the opinion and its words.",
    "review:second:passed": "Covers the opinion and its words.",
    "review:first:returned": "Covers the opinion and its words.",
    "review:second:returned": "Covers the opinion and its words.",
    "review:final:returned": "Covers the opinion and its words.",
    **{
        f"review:{beside}:{result}": "Covers the opinion and its words."
        for beside in (
            *("first_proof", "second_proof", "final_proof"),
            *("countersign", "secrecy", "legal", "ideology"),
        )
        for result in ("passed", "returned")
    },
    "review:handed_over": "A stage was handed to another person. Covers the words of the reason.",
    "release:published": "The final pass. Covers the opinion, the releases and the submission.",
    "release:withdrawn": "One person took a page away. Covers the withdrawal and the release.",
    "withdrawal:confirmed": "A second person confirmed a withdrawal. Covers the act.",
    "signature:refused": "Somebody tried to sign and was refused; the detail names the rule.",
    "session:opened": "A person signed in.",
    "session:closed": "A person signed out, or sessions ended; the detail says why.",
    "session:failed": "Failed sign-ins, counted; the typed name is not kept.",
    "erasure:ordered": "Two people ordered one body erased. Covers the order.",
    "reading:digested": "Hourly: who opened what is not public. Covers the file of that hour.",
    "verification:run": "Everything was verified; the detail says the result and the head.",
    "anchor:sent": "The head of both chains went outside; the detail says which and to how many.",
    "setting:changed": "A setting that bears on review is another than at the last start.",
    "alarm:raised": "Something did not verify or was late; the detail names the alarm.",
    "backup:made": "A backup was made.",
    "drafts:imported": "Drafts were imported from a file.",
    "evidence:exported": "Evidence was exported.",
}

# What the detail of an entry holds; nothing where a tag is not here.
DETAILS: dict[str, str] = {
    "ledger:opened": "the key",
    "ledger:restored": "the ranges that were lost, the head that was, the second person",
    "key:rotated": "the new key, its signature over itself, the second person",
    "ceremony:held": "who holds which of the three duties",
    "person:created": "what was entered",
    "person:changed": "what is another now",
    "account:created": "the sign-in's number",
    "account:changed": "what is another now",
    "appointment:proposed": "person, duty, section",
    "appointment:confirmed": "person, duty, section",
    "appointment:revoked": "person, duty, section",
    "page:created": "its number",
    "page:contributed": "what was done: saved, reverted, copied, moved, imported, asset",
    "page:addressed": "the address",
    "submission:opened": "round, pages, urgent",
    "finding:disposed": "stage, decision, rule",
    "review:first:returned": "to whom",
    "review:second:returned": "to whom",
    "review:final:returned": "to whom",
    "review:handed_over": "stage, to whom",
    "release:published": "the releases",
    "release:withdrawn": "the releases",
    "withdrawal:confirmed": "the release",
    "signature:refused": "stage, the rules that refused",
    "session:failed": "how many",
    "erasure:ordered": "the order's number",
    "reading:digested": "file, lines, size, digest",
    "verification:run": "result, rows, problems, the first one, the head",
    "anchor:sent": "file, entry and release with digest and signature, receivers",
    "setting:changed": "what changed, what it was, and all settings with their values",
    "alarm:raised": "what it is about, the sentence, when it was raised",
    "evidence:exported": "what was asked for",
}

# Tags that nothing writes, and why: they were given once and are never used for something else.
RESERVED: dict[str, str] = {
    "page:moved": "a move is `page:contributed` with the act `moved`",
    "page:deleted": "pages are not deleted",
    "drafts:imported": "each draft is `page:contributed` with the act `imported`",
    "session:opened": "written by sign-in",
    "session:closed": "written by sign-in",
    "session:failed": "written by sign-in",
}
