/** Recorded with every reading. Raised when the same page may be read differently. */
export const READER_VERSION = '7';
