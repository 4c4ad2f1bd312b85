/** Whether node_modules holds what the lockfile asks for. */
export function lockIsInstalled(root: string): boolean;
