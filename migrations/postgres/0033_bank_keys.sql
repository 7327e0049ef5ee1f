-- One signing key takes the place of another: which keys each bank says that it obeys, and what was done at the machine.

CREATE TABLE bank_keys (
    bank_id TEXT NOT NULL PRIMARY KEY REFERENCES banks (id),
    generation BIGINT NOT NULL, -- the bank's own count of states; an order is made for the next one
    held TEXT NOT NULL,         -- public halves, base64url, a blank between them
    since BIGINT NOT NULL,      -- when it first said just this
    told_id TEXT,               -- the order about keys that it was told last in this state
    told_at BIGINT              -- when; nobody tells it again for a while
);

CREATE TABLE key_steps (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    step TEXT NOT NULL,   -- made, signs, replaced, ended
    public TEXT NOT NULL, -- of which key, its public half
    reason TEXT           -- why it was done although some banks were not ready
);
