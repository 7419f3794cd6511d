/** The school of `EditableSet` in the other formats: the same people, the same classes. */

/** OneRoster 1.1: no roles.csv, the role stands with the user. */
export const oneRoster11: Readonly<Record<string, string>> = {
  'manifest.csv': `propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.academicSessions,bulk
file.categories,absent
file.classes,bulk
file.classResources,absent
file.courses,bulk
file.courseResources,absent
file.demographics,absent
file.enrollments,bulk
file.lineItems,absent
file.orgs,bulk
file.resources,absent
file.results,absent
file.users,bulk`,
  'academicSessions.csv': `sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
Y,,,2026/27,schoolYear,2026-09-01,2027-06-30,,2027
T,,,Term 1,term,2026-09-01,2026-12-30,Y,2027`,
  'orgs.csv': `sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
D,,,District,district,,
S,,,School,school,,D`,
  'courses.csv': `sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
CH,,,Y,Class,,,S,,
CA,,,Y,Algebra,,,S,,`,
  'classes.csv': `sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
A,,,1A,01,CH,,homeroom,,S,T,,,
B,,,1B,01,CH,,homeroom,,S,T,,,
A-alg,,,Algebra 1A,01,CA,,scheduled,,S,T,,,`,
  'users.csv': `sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
t1,,,true,S,teacher,t1,,Ann,Teachwell,,,,,,,,
t2,,,true,S,teacher,t2,,Bob,Learnmore,,,,,,,,
h1,,,true,S,administrator,h1,,Carol,Headley,,,,,,,,
s1,,,true,S,student,s1,,Dan,Smallman,,,,,,g1,,
s2,,,true,S,student,s2,,Eve,Youngson,,,,,,,,
s3,,,true,S,student,s3,,Fay,Littleton,,,,,,g1,,
g1,,,true,S,parent,g1,,Gil,Oldfield,,,,,,,,
g2,,,true,S,guardian,g2,,Hal,Parentson,,,,,,s2,,`,
  'enrollments.csv': `sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,A,S,s1,student,,,
e2,,,A,S,s2,student,,,
e3,,,B,S,s3,student,,,
e4,,,A,S,t1,teacher,true,,
e5,,,B,S,t2,teacher,false,,
e6,,,A-alg,S,t2,teacher,true,,
e7,,,A-alg,S,s1,student,,,
e8,,,A-alg,S,s2,student,,,`,
}

/** Microsoft SDS v2.1: no manifest, no homerooms, guardians in a file of their own. */
export const sds21: Readonly<Record<string, string>> = {
  'orgs.csv': `sourcedId,name,type,parentSourcedId
D,District,district,
S,School,school,D`,
  'academicSessions.csv': `sourcedId,title,type,schoolYear,startDate,endDate
Y,2026/27,schoolYear,2027,2026-09-01,2027-06-30`,
  'courses.csv': `sourcedId,orgSourcedId,title,code,schoolYearSourcedId,subject,grade
CH,S,Class,,Y,10,1
CA,S,Algebra,,Y,10,1`,
  'users.csv': `sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms
t1,t1,Ann,Teachwell,,,,,
t2,t2,Bob,Learnmore,,,,,
h1,h1,Carol,Headley,,,,,
s1,s1,Dan,Smallman,,,,,
s2,s2,Eve,Youngson,,,,,
s3,s3,Fay,Littleton,,,,,
g1,g1,Gil,Oldfield,,,,,
g2,g2,Hal,Parentson,,,,,`,
  'roles.csv': `userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate
t1,S,teacher,Y,1,TRUE,2026-09-01,2027-06-30
t2,S,teacher,Y,1,TRUE,2026-09-01,2027-06-30
h1,S,principal,Y,1,TRUE,2026-09-01,2027-06-30
s1,S,student,Y,1,TRUE,2026-09-01,2027-06-30
s2,S,student,Y,1,TRUE,2026-09-01,2027-06-30
s3,S,student,Y,1,TRUE,2026-09-01,2027-06-30`,
  'classes.csv': `sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId
A,S,1A,Y,CH
B,S,1B,Y,CH`,
  'enrollments.csv': `classSourcedId,userSourcedId,role
A,s1,student
A,s2,student
B,s3,student
A,t1,teacher
B,t2,teacher`,
  'relationships.csv': `userSourcedId,relationshipUserSourcedId,relationshipRole
s1,g1,guardian
s3,g1,relative
s2,g2,parent`,
}
