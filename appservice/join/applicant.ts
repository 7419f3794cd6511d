/** What an applicant says, judged: a name, and the classes and subjects that the link leaves open. */
import type { ApplicantName } from '@lyceum/core/school/application.ts'
import { cleanText } from '@lyceum/core/school/clean-text.ts'
import { splitFullName } from '@lyceum/core/school/full-name.ts'
import type { ClassId } from '@lyceum/core/school/ids.ts'
import type { ConsentText } from '@lyceum/core/school/letting-in-settings.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { SharedLink } from '@lyceum/core/store/letting-in-ports.ts'
import { isProblem, type Problem } from '../http/problems.ts'
import { joinProblems } from './problems.ts'
import type { RedeemRequest } from './requests.ts'

export interface Applicant {
  readonly name: ApplicantName
  readonly class: ClassId | undefined
  readonly classes: readonly ClassId[]
  readonly subjects: readonly string[]
  readonly childName: string | undefined
  readonly consentVersion: string | undefined
}

interface Asked {
  readonly link: SharedLink
  readonly school: School
  readonly consent: ConsentText | undefined
  /** Of somebody who is of the school already. */
  readonly knownName: ApplicantName | undefined
}

export function readApplicant(request: RedeemRequest, asked: Asked): Applicant | Problem {
  const { link, school, consent, knownName } = asked
  if (consent !== undefined && request.consent !== consent.version) {
    return joinProblems.consentMissing(consent.version)
  }
  const name = readName(request) ?? knownName ?? joinProblems.nameMissing
  if (isProblem(name)) return name
  const classes = readClasses(request.classes ?? [], link, school)
  if (isProblem(classes)) return classes
  const [first, ...further] = classes
  const childName = cleanText(request.child_name ?? '').text
  if (childName !== '' && !isChildName(childName)) return joinProblems.childNameInvalid
  return {
    name,
    class: first,
    classes: further,
    subjects: link.role === 'teacher' ? readSubjects(request.subjects ?? []) : [],
    childName: link.role === 'parent' && childName !== '' ? childName : undefined,
    consentVersion: consent?.version,
  }
}

/** Letters and what stands between them: it is shown to whoever decides, so it can hold no address and no sentence. */
const namePart = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}\s.'’ʼ()-]*$/u
/** What a client would make a link of; initials are none. */
const address = /\.[\p{L}\p{N}]{2}/u
const longestPart = 100
/** Parents name several children, and their classes. */
const childLine = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}\s.,;«»"'’ʼ()-]*$/u

function isChildName(text: string): boolean {
  return childLine.test(text) && !address.test(text)
}

/** Undefined where none is given. */
export function readName({
  full_name,
  name,
}: Pick<RedeemRequest, 'full_name' | 'name'>): ApplicantName | Problem | undefined {
  if (name === undefined && (full_name ?? '').trim() === '') return undefined
  const parts =
    name === undefined
      ? splitFullName(full_name ?? '')?.parts
      : {
          familyName: cleanText(name.family).text,
          givenName: cleanText(name.given).text,
          middleName: cleanText(name.middle ?? '').text,
        }
  if (parts === undefined) return joinProblems.nameMissing
  const { familyName, givenName, middleName = '' } = parts
  const given = [familyName, givenName, ...(middleName === '' ? [] : [middleName])]
  const isGood = given.every((part) => {
    return namePart.test(part) && !address.test(part) && part.length <= longestPart
  })
  if (!isGood) return joinProblems.nameInvalid
  return { familyName, givenName, ...(middleName === '' ? {} : { middleName }) }
}

/** The link's class first. A teacher names further ones; others one, where the link names none. */
function readClasses(
  named: readonly ClassId[],
  link: SharedLink,
  school: School,
): readonly ClassId[] | Problem {
  const known = new Set(school.classes.map(({ id }) => id))
  if (named.some((one) => !known.has(one))) return joinProblems.classUnknown
  const all = [...new Set([...(link.class === undefined ? [] : [link.class]), ...named])]
  if (link.role === 'teacher') return all
  if (link.role === 'administrator') return []
  return all.length > 1 ? joinProblems.classUnknown : all
}

function readSubjects(named: readonly string[]): readonly string[] {
  const all = named.map(readSubject).filter((one) => one !== '')
  return [...new Set(all)]
}

/** As it was meant (`Ин.яз`), but nothing that a client would make a link of, nor `@room`, which rings for everybody. */
export function readSubject(raw: string): string {
  return cleanText(raw)
    .text.replaceAll('@', '')
    .replaceAll('://', ': ')
    .replaceAll(/\.(?=[\p{L}\p{N}])/gu, '. ')
}
