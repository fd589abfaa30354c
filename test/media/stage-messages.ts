import { Type } from 'typebox'
import { Exact, Id } from '#protocol/basic.ts'
import { message, push } from '#protocol/message.ts'
import { agentMessages, mediaMessages, mediaPushes } from '#protocol/messages.ts'

/** What the stage's pages say besides media: a claim, and that there was one. */
export const stageMessages = {
  ...mediaMessages,
  'path:open': agentMessages['path:open'],
  'stage:claim': message('stage:claim', {
    by: ['doctor'],
    request: Exact({ check: Id }),
    answer: Exact({ done: Type.Literal(true) }),
  }),
}
export const stagePushes = { ...mediaPushes, 'stage:claimed': push('stage:claimed', Exact({ check: Id })) }
