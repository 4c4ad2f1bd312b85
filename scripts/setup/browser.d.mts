type Env = Readonly<Record<string, string | undefined>>;
export function configuredBrowser(root: string, env?: Env): string | null;
export function playwrightShell(root: string, env?: Env): string | null;
export function findBrowser(root: string, env?: Env): string | null;
export function hasCjkFont(env?: Env): boolean;
