/** What went wrong, in words, where the person can do something about it; everything else is tried again as every event is. */
import { LyceumError } from '@lyceum/core/errors.ts'
import { describeRightsRefusal, isRightsRefusal } from '@lyceum/core/school/rights/texts.ts'
import { Refused } from '../../http/problems.ts'
import type { Answer, Asked } from './command.ts'

/** For `catch`. */
export function explain(error: unknown, { texts, language }: Asked): Answer {
  if (error instanceof Refused) {
    const { type, reason } = error.problem
    if (isRightsRefusal(reason)) return { text: describeRightsRefusal(reason, language) }
    return { text: byProblem(type, texts) ?? texts.failed }
  }
  if (!(error instanceof LyceumError)) throw error
  switch (error.code) {
    case 'locked':
    case 'stale-plan':
      return { text: texts.busy }
    case 'wrong-chat':
      return { text: texts.wrongName }
    case 'chat-not-open':
      return { text: texts.noSuchChat }
    default:
      throw error
  }
}

function byProblem(type: string, texts: Asked['texts']): string | undefined {
  switch (type) {
    case 'urn:lyceum:problem:already-in':
      return texts.alreadyIn
    case 'urn:lyceum:problem:busy':
      return texts.busy
    default:
      return undefined
  }
}
