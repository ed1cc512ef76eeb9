// Package participant owns the insurer's lists: who it says is insured, as of a day.
//
// Tables: participant_list, participant_coverage, participant_entry. A list is imported whole and never changed; undoing
// its import takes the list out of sight. participant_coverage says which employer registrations (NPP) a list speaks of,
// so that a list of one NPP does not end the cover of another's people. Entries may hold any of NIK, KPJ, name, birth
// date, segment, programmes, status, last paid month; nothing may depend on the KPJ.
package participant
