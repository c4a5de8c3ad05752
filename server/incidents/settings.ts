/** Settings of work on incidents: the 51030 clocks, and e-mail. */
import { z } from 'zod'
import { clockStarts } from '../../geodata/model/patrol/clocks.ts'
import { define, expecting, shortText } from '../setting-definition.ts'

const smtpUrl = z
  .string()
  .max(2_000)
  .refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined
    return url?.protocol === 'smtp:' || url?.protocol === 'smtps:'
  })

export const incidentSettings = {
  slaFrom: define({
    name: 'SLA_FROM',
    expected: expecting('receipt 或 previous', 'receipt or previous'),
    fallback: 'receipt',
    description: 'From where the 51030 clocks run: `receipt`, or `previous` for each from the stage before.',
    schema: z.enum(clockStarts),
  }),
  smtpUrl: define({
    name: 'SMTP_URL',
    expected: expecting(
      '形如 smtps://用户:密码@主机:465 的地址',
      'an address like smtps://user:password@host:465',
    ),
    fallback: undefined,
    description: 'Mail server for e-mail about clocks that run out; without it none is sent.',
    secret: true,
    schema: smtpUrl.optional(),
  }),
  smtpFrom: define({
    name: 'SMTP_FROM',
    expected: expecting('发件人地址', 'the address of the sender'),
    fallback: undefined,
    description: 'Sender of these e-mails.',
    schema: shortText.optional(),
  }),
}
