/** Whether node_modules holds what the lockfile asks for. */
export function lockIsInstalled(root: string): boolean;
export function abortsWhenCollected(binary: Buffer): boolean;
export function soundHeaders(root: string, headers: string): string;
