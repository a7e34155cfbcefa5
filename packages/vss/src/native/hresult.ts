/** An HRESULT as an unsigned 32-bit number. Negative as a signed number, that is 0x80000000 and up, means failure. */
export type HRESULT = number;

/** A GUID in its registry form, lower case with braces: `{b2014c9e-8711-4c5c-a5a9-3cf384484757}`. */
export type VSS_ID = string;
