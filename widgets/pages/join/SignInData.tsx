import { CopyButton } from '../../ui/CopyButton.tsx'
import classes from './join.module.css'

export function SignInData(props: {
  readonly term: string
  readonly value: string
  readonly canCopy?: boolean
}) {
  return (
    <div className={classes['datum']}>
      <dt>{props.term}</dt>
      <dd>{props.value}</dd>
      {props.canCopy === true && (
        <dd>
          <CopyButton text={props.value} what={props.term} />
        </dd>
      )}
    </div>
  )
}
