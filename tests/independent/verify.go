// SPDX-License-Identifier: GPL-3.0-or-later

// Checks what Khronika hands out with Go's own note and tlog packages, which share no line with it:
//
//	verify tiles FOLDER KEY            every entry of tile/entries against the hashes, the hashes against the checkpoint
//	verify proof FILE KEY              the entry in `extra` against the checkpoint
//	verify growth FILE KEY OLD         OLD is the earlier signed checkpoint
//
// Prints what it found and ends with 0, or says what is wrong and ends with 1.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func open(signed []byte, key string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, errors.New("the note is no checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := hash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func hash(line string) (tlog.Hash, error) {
	var out tlog.Hash
	data, err := base64.StdEncoding.Strict().DecodeString(line)
	if err != nil || len(data) != len(out) {
		return out, errors.New("no hash: " + line)
	}
	copy(out[:], data)
	return out, nil
}

// tiles reads the files of c2sp.org/tlog-tiles.
type tiles struct{ folder string }

func (t tiles) Height() int                         { return 8 }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t tiles) path(level string, n int64, w int) string {
	name := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		name = fmt.Sprintf("x%03d/%s", n%1000, name)
	}
	if w < 256 {
		name += fmt.Sprintf(".p/%d", w)
	}
	return filepath.Join(t.folder, "tile", level, name)
}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(t.path(strconv.Itoa(tile.L), tile.N, tile.W))
		if err != nil {
			return nil, err
		}
		if len(data) != tile.W*tlog.HashSize {
			return nil, errors.New("a tile is of another length")
		}
		out = append(out, data)
	}
	return out, nil
}

func (t tiles) bundle(n int64, w int) ([][]byte, error) {
	width := 2
	data, err := os.ReadFile(t.path("entries", n, w))
	if errors.Is(err, os.ErrNotExist) {
		width = 4
		data, err = os.ReadFile(t.path("entries32", n, w))
	}
	if err != nil {
		return nil, err
	}
	var out [][]byte
	for len(data) > 0 {
		if len(data) < width {
			return nil, errors.New("a bundle is cut off")
		}
		size := int64(binary.BigEndian.Uint16(data))
		if width == 4 {
			size = int64(binary.BigEndian.Uint32(data))
		}
		data = data[width:]
		if int64(len(data)) < size {
			return nil, errors.New("a bundle is cut off")
		}
		out = append(out, data[:size])
		data = data[size:]
	}
	return out, nil
}

func checkTiles(folder, key string) error {
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := open(signed, key)
	if err != nil {
		return err
	}
	files := tiles{folder}
	reader := tlog.TileHashReader(tree, files)
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil || root != tree.Hash {
		return fmt.Errorf("the tiles give another root: %v", err)
	}
	checked := int64(0)
	for n := int64(0); n*256 < tree.N; n++ {
		width := int64(256)
		if tree.N-n*256 < width {
			width = tree.N - n*256
		}
		entries, err := files.bundle(n, int(width))
		if err != nil {
			return err
		}
		if int64(len(entries)) != width {
			return errors.New("a bundle holds another number of entries")
		}
		for _, entry := range entries {
			proof, err := tlog.ProveRecord(tree.N, checked, reader)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, checked, tlog.RecordHash(entry)); err != nil {
				return fmt.Errorf("entry %d: %v", checked, err)
			}
			checked++
		}
	}
	fmt.Printf("tiles: %d entries\n", checked)
	return nil
}

// head takes `WORD VALUE` lines and hashes up to the blank line; what follows is the signed checkpoint.
func head(file string) (lines []string, signed []byte, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	parts := bytes.SplitN(data, []byte("\n\n"), 2)
	if len(parts) != 2 {
		return nil, nil, errors.New("no blank line")
	}
	return strings.Split(string(parts[0]), "\n"), parts[1], nil
}

func number(line, word string) (int64, error) {
	if !strings.HasPrefix(line, word+" ") {
		return 0, errors.New("no line `" + word + "`")
	}
	return strconv.ParseInt(line[len(word)+1:], 10, 64)
}

func hashes(lines []string) (out []tlog.Hash, err error) {
	for _, line := range lines {
		one, err := hash(line)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func checkProof(file, key string) error {
	lines, signed, err := head(file)
	if err != nil {
		return err
	}
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "extra ") {
		return errors.New("no proof with its entry")
	}
	entry, err := base64.StdEncoding.Strict().DecodeString(lines[1][6:])
	if err != nil {
		return err
	}
	index, err := number(lines[2], "index")
	if err != nil {
		return err
	}
	proof, err := hashes(lines[3:])
	if err != nil {
		return err
	}
	tree, err := open(signed, key)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return err
	}
	fmt.Printf("entry %d of %d\n", index, tree.N)
	return nil
}

func checkGrowth(file, key, oldFile string) error {
	lines, signed, err := head(file)
	if err != nil {
		return err
	}
	size, err := number(lines[0], "old")
	if err != nil {
		return err
	}
	proof, err := hashes(lines[1:])
	if err != nil {
		return err
	}
	tree, err := open(signed, key)
	if err != nil {
		return err
	}
	oldSigned, err := os.ReadFile(oldFile)
	if err != nil {
		return err
	}
	old, err := open(oldSigned, key)
	if err != nil {
		return err
	}
	if old.N != size {
		return errors.New("the proof is from another size")
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return err
	}
	fmt.Printf("from %d to %d\n", old.N, tree.N)
	return nil
}

func main() {
	arguments := os.Args[1:]
	err := errors.New("verify tiles|proof|growth ...")
	switch {
	case len(arguments) == 3 && arguments[0] == "tiles":
		err = checkTiles(arguments[1], arguments[2])
	case len(arguments) == 3 && arguments[0] == "proof":
		err = checkProof(arguments[1], arguments[2])
	case len(arguments) == 4 && arguments[0] == "growth":
		err = checkGrowth(arguments[1], arguments[2], arguments[3])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
