// Package roster owns rosters.
package roster
