import { Type } from 'typebox'
import { Exact, Id } from '#protocol/basic.ts'
import { message, push } from '#protocol/message.ts'
import { agentMessages, mediaMessages, mediaPushes } from '#protocol/messages.ts'

/** What the stage's pages say besides media: a claim, and that there was one; the same of watching. */
export const stageMessages = {
  ...mediaMessages,
  'path:open': agentMessages['path:open'],
  'stage:claim': message('stage:claim', {
    by: ['doctor'],
    request: Exact({ check: Id }),
    answer: Exact({ done: Type.Literal(true) }),
  }),
  /** Somebody watches, and the booth is told so. */
  'stage:watch': message('stage:watch', {
    by: ['doctor'],
    request: Exact({ check: Id }),
    answer: Exact({ done: Type.Literal(true) }),
  }),
}
export const stagePushes = {
  ...mediaPushes,
  'stage:claimed': push('stage:claimed', Exact({ check: Id })),
  'stage:watched': push('stage:watched', Exact({ check: Id })),
}
