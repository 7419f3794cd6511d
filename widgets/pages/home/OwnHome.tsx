import { useCallback } from 'react'
import { readChats, readClasses } from '../../api/me.ts'
import type { SignedIn } from '../../session/use-session.ts'
import { useAnswer } from '../../session/use-answer.ts'
import { Chats } from './Chats.tsx'
import { Children } from './Children.tsx'
import { Contacts } from './Contacts.tsx'
import { Head } from './Head.tsx'
import classes from './home.module.css'
import { OpenChats } from './OpenChats.tsx'

/** What is mine today: what waits for my answer first, then where I am, then whom I can reach. */
export function OwnHome(signedIn: SignedIn) {
  const { ask, me, port } = signedIn
  const [chats, again] = useAnswer(useCallback(() => readChats(ask), [ask]))
  const [own] = useAnswer(useCallback(() => readClasses(ask), [ask]))
  const isParent = me.roles.some(({ role }) => role === 'parent')
  const ownClasses = own.at === 'ready' ? own.body.classes : []
  return (
    <div className={classes['home']}>
      <Head {...signedIn} />
      <div className={classes['main']}>
        <Chats loaded={chats} classes={ownClasses} port={port} onAgain={again} />
      </div>
      <div className={classes['aside']}>
        {isParent && <Children ask={ask} port={port} />}
        <Contacts ask={ask} port={port} />
        <OpenChats ask={ask} port={port} loaded={chats} classes={ownClasses} onChange={again} />
      </div>
    </div>
  )
}
