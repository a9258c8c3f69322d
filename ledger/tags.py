"""What an audit entry can say. A tag is never renamed and never reused for something else.

`subject:action[:result]`. The text says when it is written and which digests it covers.
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
    "setting:changed": "A setting that bears on review is another than at the last start.",
    "alarm:raised": "Something did not verify or was late; the detail names the alarm.",
    "backup:made": "A backup was made.",
    "drafts:imported": "Drafts were imported from a file.",
    "evidence:exported": "Evidence was exported.",
}
