/** True when dist is at least as new as every source. */
export function isBuilt(): boolean;
/** Builds when needed. */
export function build(): void;
