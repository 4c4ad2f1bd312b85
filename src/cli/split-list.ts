/** Words of one option, parted by commas of either kind or blanks. */
export const splitList = (text: string): string[] => text.split(/[,，\s]+/).filter(Boolean);
