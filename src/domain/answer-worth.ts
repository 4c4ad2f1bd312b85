/** What an answer says (STANDARDS §6.2). Only `substantive` and `evasive` are replies at all. */
export const ANSWER_WORTHS = ['substantive', 'acknowledgement', 'evasive', 'empty'] as const;
export type AnswerWorth = (typeof ANSWER_WORTHS)[number];

export const isReply = (worth: AnswerWorth): boolean => worth === 'substantive' || worth === 'evasive';
