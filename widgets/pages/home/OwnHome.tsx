import { useCallback, useState } from 'react'
import { readChats, readClasses } from '../../api/me.ts'
import type { SignedIn } from '../../session/use-session.ts'
import { useAnswer } from '../../session/use-answer.ts'
import { AskForClass } from './AskForClass.tsx'
import { Chats } from './Chats.tsx'
import { Children } from './Children.tsx'
import { Consents } from './Consents.tsx'
import { Contacts } from './Contacts.tsx'
import { Head } from './Head.tsx'
import classes from './home.module.css'
import { OpenChats } from './OpenChats.tsx'
import { Today } from './Today.tsx'

/** What is mine today: what waits for my answer first, then where I am, then whom I can reach. */
export function OwnHome(signedIn: SignedIn) {
  const { ask, me, port } = signedIn
  const [chats, again] = useAnswer(useCallback(() => readChats(ask), [ask]))
  const [known] = useAnswer(useCallback(() => readClasses(ask), [ask]))
  const [requests, setRequests] = useState(0)
  const [answers, setAnswers] = useState(0)
  const isParent = me.roles.some(({ role }) => role === 'parent')
  const { classes: own, others } = known.at === 'ready' ? known.body : { classes: [], others: [] }
  const schools = new Map(me.persons.map((one) => [one.school, one.school_name]))
  const teaches = new Set(
    me.roles.filter(({ role }) => role === 'teacher').flatMap(({ school }) => school ?? []),
  )
  return (
    <div className={classes['home']}>
      <Head {...signedIn} />
      <div className={classes['main']}>
        <Today
          key={requests}
          ask={ask}
          me={me}
          onChange={() => {
            again()
            setAnswers(answers + 1)
          }}
        />
        <Chats loaded={chats} classes={own} schools={schools} port={port} onAgain={again} />
      </div>
      <div className={classes['aside']}>
        {isParent && <Children key={answers} ask={ask} port={port} />}
        <Contacts ask={ask} port={port} />
        <OpenChats ask={ask} port={port} loaded={chats} onChange={again} />
        <AskForClass
          ask={ask}
          others={others}
          teaches={teaches}
          onSent={() => setRequests(requests + 1)}
        />
        <Consents ask={ask} />
      </div>
    </div>
  )
}
