/**
 * Before the bridge is loaded: a library of its library calls what Node 24 warns about, in a line on standard error that is
 * no line of our log and that nobody here can do anything about.
 */
process.noDeprecation = true
