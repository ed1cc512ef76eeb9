// Package access says who may do what, and where.
//
// It owns the tables account, account_grant, account_temporary, session and saved_filter. An [Actor] is somebody who acts: a signed-in
// account under one of its grants, or the machine's operator. A [Role] is a set of permissions; a grant is a role within
// a reach (a government, a region prefix, a unit with all below it, or an employer registration). Nothing is allowed that
// no grant allows. A [Scope] is the reach of an actor for one permission, and [Scope.SQL] is the only place that turns
// it into a condition: every list takes one.
package access
