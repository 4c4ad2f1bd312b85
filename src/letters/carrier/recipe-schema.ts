import { z } from 'zod';
import { FIELD_ROLES } from '../../domain/page-reading.ts';

/**
 * What a person knows better than the reader about one site's form. Every step may be overridden, none has to be; a
 * wrong selector shows as `selector_lost`, never as the site's failing.
 */
export const recipeSchema = z
  .strictObject({
    /** Address of the form; then the home page is not searched. */
    formUrl: z.url({ protocol: /^https?$/ }).optional(),
    /** Texts pressed one after the other from the home page. */
    path: z.array(z.string().min(1).max(60)).max(8).optional(),
    /** CSS of the form or the block that holds its fields; narrows what is read. */
    form: z.string().min(1).optional(),
    /** Role → CSS of its field; put before what was read. */
    fields: z.partialRecord(z.enum(FIELD_ROLES), z.string().min(1)).optional(),
    /** CSS → what is written or, in a list, chosen (the option's words). */
    values: z.record(z.string(), z.string().max(500)).optional(),
    /** CSS of fields that stay empty. */
    skip: z.array(z.string().min(1)).optional(),
    /** CSS of what is pressed once the fields are filled, one after the other: entries of drawn lists, switches. */
    press: z.array(z.string().min(1)).max(20).optional(),
    submit: z.string().min(1).optional(),
    captcha: z
      .strictObject({
        field: z.string().min(1).optional(),
        image: z.string().min(1).optional(),
        refresh: z.string().min(1).optional(),
        expiresSeconds: z.number().int().positive().max(3600).optional(),
      })
      .optional(),
    /** CSS of the button of a question that the page itself draws after the click. */
    confirm: z.string().min(1).optional(),
    receipt: z
      .strictObject({
        /** Words by which the page says that it has the letter. */
        accepted: z.string().min(1).optional(),
        number: z.string().min(1).optional(),
        query: z.string().min(1).optional(),
      })
      .optional(),
    /** Where a letter is looked up afterwards. */
    query: z
      .strictObject({
        url: z.url({ protocol: /^https?$/ }),
        number: z.string().min(1).optional(),
        code: z.string().min(1).optional(),
        submit: z.string().min(1).optional(),
      })
      .optional(),
    /** The public list of letters. */
    list: z.strictObject({ url: z.url({ protocol: /^https?$/ }) }).optional(),
  })
  .readonly();

export type Recipe = z.infer<typeof recipeSchema>;
