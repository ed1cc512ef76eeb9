// Package cli is the command line: one file a command, each a thin door on the services.
//
// Exit codes: 0 done (warnings allowed), 1 the work was done and found faults in the data, 2 wrong call or no such file,
// 3 could not run. Data goes to stdout, messages and progress to stderr.
package cli
