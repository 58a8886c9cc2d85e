package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Merkle tree")
class MerkleTest {

    private static final int MOST = 300;

    /// The vectors of the certificate transparency reference implementations.
    private static final List<byte[]> EIGHT =
            List.of(
                    hex(""),
                    hex("00"),
                    hex("10"),
                    hex("2021"),
                    hex("3031"),
                    hex("40414243"),
                    hex("5051525354555657"),
                    hex("606162636465666768696a6b6c6d6e6f"));

    private static final List<String> ROOTS =
            List.of(
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static final List<Hash> LEAVES = leaves();
    private static final List<Hash> NAIVE = naiveRoots();
    private static final Nodes NODES = (level, index) -> naive(slice(level, index));

    @Test
    void has_the_known_roots() {
        var frontier = new Frontier();
        for (int size = 0; size <= EIGHT.size(); size++) {
            var wanted = Hash.of(hex(ROOTS.get(size)));
            assertThat(frontier.root()).as("frontier of %d", size).isEqualTo(wanted);
            assertThat(naive(EIGHT.subList(0, size).stream().map(Hash::leaf).toList()))
                    .isEqualTo(wanted);
            if (size < EIGHT.size()) {
                frontier.add(Hash.leaf(EIGHT.get(size)));
            }
        }
    }

    @Test
    void has_the_root_of_the_naive_tree_for_every_size() {
        var frontier = new Frontier();
        for (int size = 0; size <= MOST; size++) {
            assertThat(frontier.root()).isEqualTo(NAIVE.get(size));
            assertThat(Merkle.root(NODES, size)).isEqualTo(NAIVE.get(size));
            if (size < MOST) {
                frontier.add(LEAVES.get(size));
            }
        }
        assertThat(frontier.size()).isEqualTo(MOST);
    }

    @Test
    void proves_the_naive_path_of_every_leaf_in_every_size() {
        var nodes = new KnownNodes(NODES);
        for (int size = 1; size <= MOST; size++) {
            for (int index = 0; index < size; index++) {
                var path = Merkle.inclusion(nodes, index, size);
                if (size <= 40 || index % 17 == 0) {
                    assertThat(path).isEqualTo(naivePath(index, LEAVES.subList(0, size)));
                }
                assertThat(included(index, size, path)).as("%d of %d", index, size).isTrue();
            }
        }
    }

    @Test
    void proves_that_every_size_begins_with_every_smaller_one() {
        var nodes = new KnownNodes(NODES);
        for (int size = 0; size <= MOST; size++) {
            for (int old = 0; old <= size; old++) {
                var proof = Merkle.consistency(nodes, old, size);
                assertThat(consistent(old, size, proof)).as("%d of %d", old, size).isTrue();
            }
        }
    }

    @Test
    void gives_the_proofs_of_the_rfc() {
        // RFC 6962 §2.1.3: the tree of seven leaves, with its own names for the nodes.
        Nodes d = (level, index) -> naive(slice(level, index));
        Hash a = LEAVES.get(0);
        Hash b = LEAVES.get(1);
        Hash c = LEAVES.get(2);
        Hash j = LEAVES.get(6);
        Hash g = Hash.node(a, b);
        Hash h = d.node(1, 1);
        Hash i = d.node(1, 2);
        Hash k = Hash.node(g, h);
        Hash l = Hash.node(i, j);

        assertThat(Merkle.inclusion(d, 0, 7)).containsExactly(b, h, l);
        assertThat(Merkle.inclusion(d, 3, 7)).containsExactly(c, g, l);
        assertThat(Merkle.inclusion(d, 4, 7)).containsExactly(LEAVES.get(5), j, k);
        assertThat(Merkle.inclusion(d, 6, 7)).containsExactly(i, k);
        assertThat(Merkle.consistency(d, 3, 7)).containsExactly(c, LEAVES.get(3), g, l);
        assertThat(Merkle.consistency(d, 4, 7)).containsExactly(l);
        assertThat(Merkle.consistency(d, 6, 7)).containsExactly(i, j, k);
    }

    @Test
    void refuses_every_inclusion_proof_with_any_bit_flipped() {
        for (int size : new int[] {1, 2, 3, 7, 8, 13, 64, 255, 256, 257, 300}) {
            for (int index : new int[] {0, size / 2, size - 1}) {
                var path = Merkle.inclusion(NODES, index, size);
                for (var altered : flipped(path)) {
                    assertThat(included(index, size, altered)).isFalse();
                }
                for (var leaf : flipped(List.of(LEAVES.get(index)))) {
                    assertThat(Proofs.included(index, size, leaf.getFirst(), path, NAIVE.get(size)))
                            .isFalse();
                }
                assertThat(included(index + 1, size, path)).isFalse();
                assertThat(included(-1, size, path)).isFalse();
                assertThat(included(index, size, longer(path))).isFalse();
            }
        }
    }

    @Test
    void refuses_every_consistency_proof_with_any_bit_flipped() {
        for (int size : new int[] {1, 2, 3, 7, 8, 13, 64, 255, 256, 257, 300}) {
            for (int old : new int[] {1, (size + 1) / 2, size - 1, size}) {
                if (old < 1) {
                    continue;
                }
                var proof = Merkle.consistency(NODES, old, size);
                for (var altered : flipped(proof)) {
                    assertThat(consistent(old, size, altered)).isFalse();
                }
                for (var root : flipped(List.of(NAIVE.get(old)))) {
                    assertThat(
                                    Proofs.consistent(
                                            old, size, root.getFirst(), NAIVE.get(size), proof))
                            .isFalse();
                }
                assertThat(consistent(old, size, longer(proof))).isFalse();
                assertThat(Proofs.consistent(size + 1, size, Hash.EMPTY, Hash.EMPTY, proof))
                        .isFalse();
            }
        }
    }

    /// Remembers, for tests that ask often.
    private record KnownNodes(Nodes nodes, Map<List<Long>, Hash> known) implements Nodes {

        KnownNodes(Nodes nodes) {
            this(nodes, new HashMap<>());
        }

        @Override
        public Hash node(int level, long index) {
            return known.computeIfAbsent(
                    List.of((long) level, index), _ -> nodes.node(level, index));
        }
    }

    private static boolean included(long index, int size, List<Hash> path) {
        Hash leaf = LEAVES.get(Math.clamp(index, 0, MOST - 1));
        return Proofs.included(index, size, leaf, path, NAIVE.get(size));
    }

    private static boolean consistent(int old, int size, List<Hash> proof) {
        return Proofs.consistent(old, size, NAIVE.get(old), NAIVE.get(size), proof);
    }

    private static List<List<Hash>> flipped(List<Hash> proof) {
        var all = new ArrayList<List<Hash>>();
        for (int at = 0; at < proof.size(); at++) {
            for (int bit = 0; bit < Hash.BYTES * 8; bit++) {
                byte[] bytes = proof.get(at).bytes();
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                var altered = new ArrayList<>(proof);
                altered.set(at, Hash.of(bytes));
                all.add(altered);
            }
        }
        return all;
    }

    private static List<Hash> longer(List<Hash> proof) {
        var longer = new ArrayList<>(proof);
        longer.add(LEAVES.getFirst());
        return longer;
    }

    private static List<Hash> slice(int level, long index) {
        return LEAVES.subList((int) (index << level), (int) (index + 1 << level));
    }

    /// MTH as RFC 6962 §2.1 writes it.
    private static Hash naive(List<Hash> leaves) {
        int n = leaves.size();
        if (n < 2) {
            return n == 0 ? Hash.EMPTY : leaves.getFirst();
        }
        int k = Integer.highestOneBit(n - 1);
        return Hash.node(naive(leaves.subList(0, k)), naive(leaves.subList(k, n)));
    }

    /// PATH as RFC 6962 §2.1.1 writes it.
    private static List<Hash> naivePath(int m, List<Hash> leaves) {
        int n = leaves.size();
        if (n == 1) {
            return List.of();
        }
        int k = Integer.highestOneBit(n - 1);
        var path =
                new ArrayList<>(
                        m < k
                                ? naivePath(m, leaves.subList(0, k))
                                : naivePath(m - k, leaves.subList(k, n)));
        path.add(naive(m < k ? leaves.subList(k, n) : leaves.subList(0, k)));
        return path;
    }

    private static List<Hash> leaves() {
        var leaves = new ArrayList<Hash>();
        for (int i = 0; i < MOST; i++) {
            leaves.add(Hash.leaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return leaves;
    }

    private static List<Hash> naiveRoots() {
        var roots = new ArrayList<Hash>();
        for (int size = 0; size <= MOST; size++) {
            roots.add(naive(LEAVES.subList(0, size)));
        }
        return roots;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
