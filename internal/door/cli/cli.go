package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
)

// root lists the commands; each type stands in the file of its name.
type root struct {
	Law        lawCmd        `cmd:"" help:"Hukum jaminan sosial ketenagakerjaan sebagai data dan hitungan."`
	Demo       demoCmd       `cmd:"" help:"Tulis pemerintah contoh (rekaan) lengkap dengan kunci jawaban."`
	Roster     rosterCmd     `cmd:"" help:"Daftar pekerja satu unit."`
	Import     importCmd     `cmd:"" help:"Kirim berkas: instansi, daftar pekerja, peserta, anggaran, pembayaran, angka lapor."`
	Undo       undoCmd       `cmd:"" help:"Batalkan kiriman menurut nomor buktinya."`
	Scoreboard scoreboardCmd `cmd:"" help:"Papan cakupan satu bulan."`
	Facts      factsCmd      `cmd:"" help:"Empat fakta tiap orang, ke berkas CSV."`
	Link       linkCmd       `cmd:"" help:"Cocokkan dua daftar orang (CSV), atau cari ganda di dalam satu daftar."`
	Serve      serveCmd      `cmd:"" help:"Jalankan server."`
	Migrate    migrateCmd    `cmd:"" help:"Mutakhirkan skema basis data."`
	Backup     backupCmd     `cmd:"" help:"Tulis cadangan terenkripsi ke satu berkas, sambil server berjalan."`
	Restore    restoreCmd    `cmd:"" help:"Pulihkan cadangan ke tempat yang kosong."`
	Recovery   recoveryCmd   `cmd:"" help:"Kunci pemulihan, yang membuka cadangan."`
	Audit      auditCmd      `cmd:"" help:"Jejak audit: ekspor untuk pemeriksa, dan pemeriksaan berkasnya."`
	Verify     verifyCmd     `cmd:"" help:"Periksa jejak audit dan invarian, hitung ulang fakta dan bandingkan."`
	Version    versionCmd    `cmd:"" help:"Tampilkan versi."`
}

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// errData ends a command with exit code 1: the work was done and its answer, already written, found faults in the data.
var errData = errors.New("the data has faults")

// Main runs one command line and returns its exit code.
func Main(args []string, in io.Reader, out, errOut io.Writer) (code int) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var commands root
	exited := -1
	parser, err := kong.New(&commands,
		kong.Name("payung"),
		kong.Description("Payung: jaminan sosial ketenagakerjaan bagi setiap pekerja pemerintah yang bukan ASN."),
		kong.Writers(out, errOut),
		kong.Exit(func(c int) { exited = c; panic(exit{}) }),
		kong.Bind(&streams{in: in, out: out, err: errOut}),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		fmt.Fprintln(errOut, err)
		return 3
	}
	defer func() {
		if r := recover(); r != nil {
			if _, help := r.(exit); !help {
				panic(r)
			}
			code = exited
		}
	}()
	call, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(errOut, "payung: %v\n%s\n", err, "Lihat: payung --help")
		return 2
	}
	return exitCode(call.Run(), errOut)
}

// exit unwinds kong's help and version, which want to end the process.
type exit struct{}

func exitCode(err error, errOut io.Writer) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errData):
		return 1
	}
	var known *fault.Error
	if !errors.As(err, &known) {
		fmt.Fprintf(errOut, "payung: %v\n", err)
		return 3
	}
	fmt.Fprintf(errOut, "payung: %s\n", known.Text.In(lang.ID))
	switch known.Kind {
	case fault.Invalid, fault.Conflict, fault.TooBig:
		return 1
	case fault.Usage, fault.NotFound:
		return 2
	default:
		if known.Cause != nil {
			fmt.Fprintf(errOut, "  sebab: %v\n", known.Cause)
		}
		return 3
	}
}
