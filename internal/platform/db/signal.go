package db

import "sync"

// signals wakes those of this process who wait for something to change; other nodes find out by looking.
type signals struct {
	mu      sync.Mutex
	waiting map[string]chan struct{}
}

func (s *signals) wait(topic string) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting == nil {
		s.waiting = map[string]chan struct{}{}
	}
	c, ok := s.waiting[topic]
	if !ok {
		c = make(chan struct{})
		s.waiting[topic] = c
	}
	return c
}

func (s *signals) raise(topic string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.waiting[topic]; ok {
		close(c)
		delete(s.waiting, topic)
	}
}

// Signal wakes, once this transaction is committed, everybody in this process who waits for the topic by
// [DB.Signalled]. It never leaves the process: who waits also looks by himself now and then.
func (t *Tx) Signal(topic string) { t.topics = append(t.topics, topic) }

// Signalled returns a channel that is closed at the next signal of the topic. Take it before looking at the state that
// is waited for, so that no change falls between.
func (d *DB) Signalled(topic string) <-chan struct{} { return d.signals.wait(topic) }

// SkipLocked is put at the end of a SELECT whose rows the transaction is about to change: on PostgreSQL it locks them
// and passes over those that another transaction holds; SQLite, with one writer, needs nothing.
func (t *Tx) SkipLocked() string {
	if t.db.engine == PostgreSQL {
		return " FOR UPDATE SKIP LOCKED"
	}
	return ""
}
