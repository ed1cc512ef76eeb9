// Package unit owns governments, their units and the units' employer registrations.
//
// Tables: government, letterhead, unit, unit_registration. A unit is anything that employs or answers for people: an OPD, UPTD,
// school, health centre, village government, BUMD or vendor. Units form a tree; path holds the ids from the root, so that
// a unit and all below it is one prefix. Unit codes are unique in the installation. A village is a unit of its regency.
package unit
